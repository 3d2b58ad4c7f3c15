/** A build whose files will go, and what that frees. */
export type ExpiringBuild = { buildId: string; image: string; version: string; expiresAt: Date; sizeBytes: number };
