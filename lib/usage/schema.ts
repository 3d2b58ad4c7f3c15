import { z } from "zod";
import type { Registration } from "#lib/flavors/schema.ts";

/** The tools for which an image's page has commands, in the order in which it offers them. */
export const tools = ["curl", "openstack", "terraform", "cloud-init", "glance", "virt-install"] as const;
export type Tool = (typeof tools)[number];

/** `?tool=terraform`. */
export const toolSchema = z.preprocess((value) => (Array.isArray(value) ? value[0] : value), z.enum(tools).optional().catch(undefined));

/** The build to which commands refer; `qcow2` and `signature` are names of files in its folder. */
export type UsableBuild = { version: string; publishedAt: Date; expiresAt: Date | null; qcow2: string; signature: string; sha256: string; fingerprint: string | null };

/** What of an image its commands depend on. */
export type UsableImage = {
  name: string;
  summary: string;
  category: string;
  loginUser: string;
  architecture: "x86_64" | "aarch64";
  firmware: "bios" | "uefi";
  minDiskGib: number;
  minRamMib: number;
  refreshDays: number;
  distribution: { osDistro: string; osVersion: string; release: string; platform: string; endOfLifeOn: Date | null };
  /** How often the cloud has the bytes, each with the Glance properties of its capabilities. */
  registrations: (Registration & { properties: Record<string, string> })[];
};

/** Commands or a file for one tool; the title and what surrounds it are words of the page. */
export type Snippet = { key: string; suffix?: string; code: string };
export type Usage = Record<Tool, Snippet[]>;
