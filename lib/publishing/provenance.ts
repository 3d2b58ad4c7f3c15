import { downloadUrlOf, fileOf } from "./file-names.ts";
import { rfc3339 } from "./format.ts";
import type { BuildFacts, FileHashes, Publisher } from "./types.ts";

type Hashes = Pick<FileHashes, "sha256" | "sha512">;

/**
 * The provenance of a build: an in-toto Statement v1 with the predicate SLSA Provenance v1 (slsa.dev/provenance/v1). Its
 * subject is the qcow2; its dependencies are the recipe (as the published configuration tarball) and the repositories, each
 * with the SHA-256 of its signed release file; its by-products are the package manifest and the test report.
 */
export function provenanceOf(build: BuildFacts, files: { qcow2: Hashes; config: Hashes; packages: Hashes; tests: Hashes }, publisher: Publisher) {
  const { image, version } = build;
  const described = (kind: keyof typeof files) => {
    const { fileName, mediaType } = fileOf(kind, image, version);
    const { sha256, sha512 } = files[kind];
    return { name: fileName, uri: downloadUrlOf(publisher.url, image, version, fileName), digest: { sha256, sha512 }, mediaType };
  };
  const subject = described("qcow2");
  return {
    _type: "https://in-toto.io/Statement/v1",
    subject: [{ name: subject.name, digest: subject.digest }],
    predicateType: "https://slsa.dev/provenance/v1",
    predicate: {
      buildDefinition: {
        buildType: `${publisher.url}/docs/provenance/${build.builder.name}/v1`,
        externalParameters: { image, version, architecture: build.architecture, recipe: build.recipe },
        internalParameters: { builderMode: build.builder.mode },
        resolvedDependencies: [
          described("config"),
          ...build.repositories.map(({ uri, suite, components, date, releaseSha256 }) => ({
            name: `${suite} ${components.join(" ")}`,
            uri: `${withoutCredentials(uri).replace(/\/+$/, "")}/dists/${suite}/InRelease`,
            digest: { sha256: releaseSha256 },
            annotations: { date },
          })),
        ],
      },
      runDetails: {
        builder: { id: publisher.url, version: { [publisher.name]: publisher.version, [build.builder.name]: build.builder.version } },
        metadata: { invocationId: build.buildId, startedOn: rfc3339(build.startedAt), finishedOn: rfc3339(build.finishedAt) },
        byproducts: [described("packages"), described("tests")],
      },
    },
  };
}

/** A mirror's address may carry the worker's password for it, and provenance is public. */
function withoutCredentials(uri: string): string {
  const url = new URL(uri);
  url.username = "";
  url.password = "";
  return url.href;
}
