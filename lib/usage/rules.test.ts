import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { usableBuild, usableImage } from "./fixture.ts";
import { hclString, shellWord, yamlString } from "./quote.ts";
import { usageOf } from "./rules.ts";
import type { Tool, UsableImage, Usage } from "./schema.ts";

const shellTools = ["curl", "openstack", "glance", "virt-install"] as const satisfies Tool[];
const publicUrl = "https://images.example.org";
const odd = { name: `Odd 'name' $(id) \`id\` "x" ; # \\ ü`, summary: `It's "odd" \${HOME} & more`, loginUser: "o'brien" };

const usage = (change: Partial<UsableImage> = {}, mask?: number): Usage => usageOf(usableImage(change, mask), usableBuild(change.name), publicUrl);
const codeOf = (of: Usage, tool: Tool, key: string) => of[tool].find((snippet) => snippet.key === key)?.code ?? "";

/** The words with which the shell would call each program of `code`; the programs themselves are replaced. */
function callsOf(code: string): string[][] {
  const stubs = ["curl", "gpg", "openstack", "virt-install", "qemu-img", "ssh"].map((name) => `${name}() { printf '%s\\0' ${name} "$@" $'\\1' >&2; }`);
  const script = `PATH=/nowhere\n${stubs.join("\n")}\n{\n${code}\n} 2>&1 >/dev/null`;
  const words = execFileSync("/bin/bash", ["-c", script], { encoding: "utf8" }).split("\0");
  return words.join("\0").split("\0\u0001\0").filter(Boolean).map((call) => call.split("\0"));
}

describe("the commands of an image", () => {
  it.each(shellTools)("are sound shell, whatever the names are: %s", (tool) => {
    for (const change of [{}, odd, { name: "-rf" }, { firmware: "uefi" as const }]) {
      for (const { code } of usage(change)[tool]) expect(() => execFileSync("bash", ["-n"], { input: code, stdio: "pipe" }), code).not.toThrow();
    }
  });

  it("hand odd names to the programs as they are", () => {
    const of = usage(odd);
    expect(callsOf(codeOf(of, "openstack", "server"))[0]).toContain(`${odd.name}_latest`);
    expect(callsOf(codeOf(of, "openstack", "login"))).toEqual([["ssh", "o'brien@ADDRESS"]]);
    const [create] = callsOf(codeOf(of, "glance", "create"));
    expect(create?.at(-1)).toBe(`${odd.name}_20261124-1`);
    expect(create).toContain(`image_description=${odd.summary}`);
    const [overlay, install] = callsOf(codeOf(of, "virt-install", "run"));
    expect(overlay?.[7]).toBe(`./${odd.name}-20261124-1.qcow2`);
    expect(install).toContain(`title=${odd.name} 20261124-1`);
  });

  it("download the build of this image and check it with the keys of this portal alone", () => {
    const of = usage();
    const file = "Standard_Debian_12-20261124-1.qcow2";
    const base = `${publicUrl}/download/Standard_Debian_12/20261124-1/`;
    expect(callsOf(codeOf(of, "curl", "download")).map((call) => call.at(-1))).toEqual([base + file, `${base}${file}.asc`]);
    expect(callsOf(codeOf(of, "curl", "verify")).at(-1)).toEqual(["gpg", "--no-default-keyring", "--keyring", "./image-factory-20261124-1.gpg", "--verify", `./${file}.asc`, `./${file}`]);
  });

  it("register every property of the cloud and of scs-0102, with the least disk and memory", () => {
    const [create = []] = callsOf(codeOf(usage({ firmware: "uefi", category: "Enterprise" }), "glance", "create"));
    const properties = Object.fromEntries(create.flatMap((word, at) => (create[at - 1] === "--property" ? [word.split(/=(.*)/s).slice(0, 2)] : [])) as [string, string][]);
    expect(properties).toEqual({
      __os_type: "Linux", __os_bit: "64", __os_version: "Debian GNU/Linux 12 64bit", __platform: "Debian", __imagetype: "gold", __image_source_type: "uds", __isregistered: "true",
      virtual_env_type: "FusionCompute", hw_firmware_type: "uefi", __image_capabilities: "2", __support_kvm: "true", architecture: "x86_64", os_distro: "debian", os_version: "12", os_purpose: "generic",
      hw_disk_bus: "virtio", replace_frequency: "monthly", uuid_validity: "2028-11-23", provided_until: "2028-06-30",
      image_source: `${publicUrl}/download/Standard_Debian_12/20261124-1/Standard_Debian_12-20261124-1.qcow2`,
      image_description: "Lean Debian 12 server", image_build_date: "2026-11-24 05:00:00", maintained_until: "2028-06-30", image_original_user: "linux", patchlevel: "20261124-1", subscription_required: "true",
    });
    expect(create.join(" ")).toContain("--disk-format qcow2 --container-format bare --file Standard_Debian_12-20261124-1.qcow2 --min-disk 4 --min-ram 512");
  });

  it("register the bytes once for each part of the capabilities that stands against the others", () => {
    const of = usage({}, (1 << 1) | (1 << 9) | (1 << 15));
    expect(of.glance.map(({ suffix }) => suffix)).toEqual(["", "_V100", "_BMS"]);
    const [common = [], gpu = [], metal = []] = of.glance.map(({ code }) => callsOf(code)[0]);
    expect(gpu).toContain("__support_kvm_gpu_type=V100");
    expect(gpu).not.toContain("__support_kvm=true");
    expect(metal).toContain("virtual_env_type=Ironic");
    expect(metal).not.toContain("virtual_env_type=FusionCompute");
    expect([common, gpu, metal].map((call) => call.at(-1))).toEqual(["Standard_Debian_12_20261124-1", "Standard_Debian_12_V100_20261124-1", "Standard_Debian_12_BMS_20261124-1"]);
  });

  it("boot by the firmware of the image", () => {
    expect(codeOf(usage({ firmware: "uefi" }), "virt-install", "run")).toContain("--boot uefi");
    expect(codeOf(usage(), "virt-install", "run")).not.toContain("--boot");
    expect(codeOf(usage({ architecture: "aarch64" }), "virt-install", "run")).toContain("--arch aarch64");
  });

  it("set up the login user of this image by user-data that is sound YAML", () => {
    for (const loginUser of ["linux", "ubuntu", odd.loginUser, "no"]) {
      const data = parse(codeOf(usage({ loginUser }), "cloud-init", "userData")) as { chpasswd: { users: { name: string }[] } };
      expect(data.chpasswd.users[0]?.name).toBe(loginUser);
    }
  });

  it("follow the name in Terraform, or stay with one id", () => {
    const of = usage();
    expect(codeOf(of, "terraform", "name")).toContain('name        = "Standard_Debian_12_latest"');
    expect(codeOf(of, "terraform", "name")).toContain("ignore_changes = [block_device]");
    expect(codeOf(of, "terraform", "version")).toContain("uuid                  = var.image_id");
    expect(codeOf(of, "terraform", "version")).not.toContain("_latest");
  });
});

describe("quoting", () => {
  it("leaves plain words plain", () => {
    expect([shellWord("a-b_c.d/e=f"), yamlString("linux"), hclString("Standard_Debian_12_latest")]).toEqual(["a-b_c.d/e=f", "linux", '"Standard_Debian_12_latest"']);
  });

  it("keeps what would mean something", () => {
    expect(shellWord("")).toBe("''");
    expect(shellWord("it's")).toBe(`'it'\\''s'`);
    expect(hclString('a"${b}%{c}\n\\')).toBe(String.raw`"a\"$${"$"}{b}%%{c}\n\\"`);
    expect(yamlString("yes")).toBe('"yes"');
  });
});
