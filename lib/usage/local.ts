import { command, shellOption, shellWord } from "./quote.ts";
import type { Snippet, UsableBuild, UsableImage } from "./schema.ts";

/**
 * Downloads the build, checks its signature, and only its signature by keys of this portal: the keys go into a folder of
 * their own, so that no other key of the person can answer for them. `publicUrl` has no slash at its end.
 */
export function curlSnippets({ version, qcow2, signature, sha256 }: UsableBuild, base: string, publicUrl: string): Snippet[] {
  const keyring = `./image-factory-${version}.gpg`;
  return [
    { key: "download", code: [`curl --fail --location --remote-name ${shellWord(`${base}/${qcow2}`)}`, `curl --fail --location --remote-name ${shellWord(`${base}/${signature}`)}`].join("\n") },
    {
      key: "verify",
      code: [
        `curl --fail --silent --show-error ${shellWord(`${publicUrl}/keys.asc`)} | gpg --dearmor --yes --output ${shellWord(keyring)}`,
        `gpg --no-default-keyring --keyring ${shellWord(keyring)} --verify ${shellWord(`./${signature}`)} ${shellWord(`./${qcow2}`)}`,
      ].join("\n"),
    },
    { key: "checksum", code: `echo ${shellWord(`${sha256}  ${qcow2}`)} | sha256sum --check` },
  ];
}

/** Runs the build on the person's own machine, with a seed of user-data that virt-install makes (virt-install(1), `--cloud-init`). */
export function virtInstallSnippets(image: UsableImage, { version, qcow2 }: UsableBuild): Snippet[] {
  const disk = "./server-1.qcow2";
  return [
    {
      key: "run",
      code: [
        `qemu-img create -f qcow2 -F qcow2 -b ${shellWord(`./${qcow2}`)} ${shellWord(disk)} ${Math.max(image.minDiskGib, 10)}G`,
        command(
          "virt-install",
          `--name server-1 --memory ${Math.max(image.minRamMib, 1024)} --vcpus 2 --arch ${image.architecture}`,
          ...(image.firmware === "uefi" ? ["--boot uefi"] : []),
          "--import --osinfo detect=on,require=off",
          shellOption("--disk", `path=${disk},format=qcow2,bus=virtio`),
          "--network network=default,model=virtio",
          "--cloud-init user-data=./user-data.yaml",
          "--graphics none",
          // A comma inside a value is written twice.
          shellOption("--metadata", `title=${image.name} ${version}`.replaceAll(",", ",,")),
        ),
      ].join("\n"),
    },
  ];
}
