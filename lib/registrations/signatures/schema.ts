/** The link to a signature as an image in a cloud carries it, and the SHA-256 of the signature that was made. */
export type SignatureLink = { buildId: string; url: string; sha256: string };

/** What following a link told; `failure` says why it leads nowhere. */
export type FollowedLink = SignatureLink & { failure: string | null };
