import { z } from "zod";

const count = (most: number) =>
  z.coerce.number({ error: "must be a number" }).int("must be a whole number").min(1, "must be 1 at least").max(most, `must be ${most} at most`);

/** `npm run demo -- --images N --builds M`: how many images get builds, and how many each. */
export const demoSizeSchema = z.object({ images: count(5_000).default(1_000), builds: count(365).default(100) });
export type DemoSize = z.infer<typeof demoSizeSchema>;

/** The row of the settings that marks a demonstration. */
export const demoSetting = "demo";

/** Storage keys of demonstration files begin so: nothing lies behind them. */
export const demoKeyPrefix = "demo/";

/** An image of the default catalog after which made-up ones are shaped. */
export type BaseImage = { name: string; distributionId: string; distribution: string; loginUser: string };

/** A made-up image, not yet in the database. */
export type DemoImage = {
  name: string;
  category: "Standard" | "Enterprise" | "Community" | "Vendor" | "Beta";
  distributionId: string;
  summary: string;
  loginUser: string;
  architecture: "x86_64" | "aarch64";
  firmware: "bios" | "uefi";
  minDiskGib: number;
  minRamMib: number;
  /** Keys of capabilities. */
  capabilities: string[];
};
