import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { openBuildFolder, type FolderTools } from "./build-folder.ts";
import { PublishingError } from "./errors.ts";
import { filesOf } from "./file-names.ts";
import { jsonFile } from "./format.ts";
import { metalinkOf } from "./metalink.ts";
import { packageManifestOf } from "./packages.ts";
import { provenanceOf } from "./provenance.ts";
import { sha256SumsOf } from "./sha256sums.ts";
import { spdxDocumentOf } from "./spdx.ts";
import { testReportOf } from "./tests-report.ts";
import type { BuildFacts, PreparedArtifact, Publisher, TestEvidence } from "./types.ts";

export type PrepareRequest = FolderTools & {
  build: BuildFacts;
  tests: TestEvidence;
  publisher: Publisher;
  /** The build's log so far; it is published compressed. */
  log: string;
  /** Local image and configuration tarball. Left out, they stand in storage under their keys already. */
  qcow2Path?: string;
  configPath?: string;
};

export type PreparedFiles = { artifacts: PreparedArtifact[]; provenance: ReturnType<typeof provenanceOf>; signingKeyFingerprint: string };

/**
 * Makes all files of a build (design.md §4) in its folder of the store: writes, hashes and signs them, and has every
 * signature checked by gpg. Nothing is visible before the returned rows are. May be run again after a crash at any point:
 * files with the same bytes and their signatures are kept, all others replaced.
 *
 * Throws `PublishingError` when a file is missing or gpg does not agree; errors of storage and signing pass through.
 */
export async function prepareFiles(request: PrepareRequest): Promise<PreparedFiles> {
  try {
    return await prepareOnce(request);
  } catch (error) {
    // A build has one key for all its files: after a rotation meanwhile, the next one signs them all.
    if (!(error instanceof PublishingError && error.code === "key-changed")) throw error;
    return prepareOnce(request);
  }
}

async function prepareOnce(request: PrepareRequest): Promise<PreparedFiles> {
  const { build, tests, publisher, log } = request;
  const folder = await openBuildFolder(build, request);

  const qcow2 = await folder.addFile("qcow2", request.qcow2Path);
  const config = await folder.addFile("config", request.configPath);
  const packages = await folder.addBytes("packages", jsonFile(packageManifestOf(build)));
  const report = await folder.addBytes("tests", jsonFile(testReportOf(build, tests)));
  const provenance = provenanceOf(build, { qcow2, config, packages, tests: report }, publisher);
  await folder.addBytes("provenance", jsonFile(provenance));
  await folder.addBytes("sbom", jsonFile(spdxDocumentOf(build, qcow2, publisher)));
  // zlib writes no time into the header: the same log gives the same bytes.
  await folder.addBytes("log", await promisify(gzip)(log));

  const qcow2Signature = await folder.sign("qcow2");
  await folder.addBytes("metalink", metalinkOf(build, qcow2, qcow2Signature, publisher));
  const signed = filesOf(build.image, build.version).filter(({ isSigned, kind }) => isSigned && kind !== "qcow2" && kind !== "checksums");
  for (const { kind } of signed) await folder.sign(kind);

  await folder.addBytes("checksums", sha256SumsOf(folder.artifacts));
  await folder.sign("checksums");
  await folder.sweep();
  return { artifacts: folder.artifacts, provenance, signingKeyFingerprint: folder.fingerprint };
}
