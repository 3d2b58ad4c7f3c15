/** Where a build is registered: the image of a cloud that it is, as that cloud was seen last. */
export type Place = { cloud: string; name: string; glanceId: string; isHidden: boolean };
