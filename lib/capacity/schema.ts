/** What the files of an image take in the store. */
export type ImageBytes = { image: string; bytes: number; builds: number };

/** The file system of the data folder. */
export type Disk = { freeBytes: number; totalBytes: number };

/** What the store held at the end of a day. */
export type DayBytes = { day: Date; bytes: number };

export type Capacity = {
  usedBytes: number;
  /** The largest ones, largest first; `imageCount` counts all that hold anything. */
  images: ImageBytes[];
  imageCount: number;
  /** Null where the file system does not say. */
  disk: Disk | null;
  /** The last 30 days, oldest first; today's is what is held now. */
  history: DayBytes[];
  /** Mean of these days, or of those since the first file; null until there are enough of them to mean anything. */
  growthPerDay: number | null;
  /** When the disk is full if it goes on like this; null while nothing grows, or nobody knows. */
  fullOn: Date | null;
};
