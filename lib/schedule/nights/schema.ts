import { z } from "zod";

/** What a build has recorded of its repositories, as far as a plan needs it. */
export const storedRepositoriesSchema = z.array(z.object({ uri: z.string(), suite: z.string(), releaseSha256: z.string(), contentSha256: z.string().optional() }));
