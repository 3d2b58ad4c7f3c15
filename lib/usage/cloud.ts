import { command, hclString, shellOption, shellWord, yamlString } from "./quote.ts";
import type { Snippet, UsableImage } from "./schema.ts";

/** The image as a cloud calls it while its build is `latest`. */
const latestName = ({ name, registrations }: UsableImage) => `${name}${registrations[0]?.suffix ?? ""}_latest`;

/** Starts a server from `_latest`, and notes the id under which the same bytes can always be had again. */
export function openstackSnippets(image: UsableImage): Snippet[] {
  const name = latestName(image);
  return [
    {
      key: "server",
      code: command(
        "openstack server create",
        shellOption("--image", name),
        `--boot-from-volume ${image.minDiskGib}`,
        "--flavor FLAVOR --network NETWORK --key-name KEY --security-group SSH",
        "--user-data user-data.yaml --wait",
        "server-1",
      ),
    },
    { key: "login", code: `ssh ${shellWord(`${image.loginUser}@`)}ADDRESS` },
    { key: "id", code: command("openstack image show", "--format value --column id", shellWord(name)) },
  ];
}

/** For Terraform and OpenTofu: following the name, or staying with one build by its id. */
export function terraformSnippets(image: UsableImage): Snippet[] {
  const provider = ["terraform {", "  required_providers {", "    opentelekomcloud = {", '      source = "opentelekomcloud/opentelekomcloud"', "    }", "  }", "}"];
  const server = (imageId: string, rest: string[]) => [
    'resource "opentelekomcloud_compute_instance_v2" "server" {',
    '  name            = "server-1"',
    '  flavor_name     = "FLAVOR"',
    '  key_pair        = "KEY"',
    '  security_groups = ["SSH"]',
    '  user_data       = file("user-data.yaml")',
    "",
    "  network {",
    '    uuid = "NETWORK"',
    "  }",
    "",
    "  block_device {",
    `    uuid                  = ${imageId}`,
    '    source_type           = "image"',
    '    destination_type      = "volume"',
    `    volume_size           = ${image.minDiskGib}`,
    "    boot_index            = 0",
    "    delete_on_termination = true",
    "  }",
    ...rest,
    "}",
  ];
  const byName = [
    'data "opentelekomcloud_images_image_v2" "image" {',
    `  name        = ${hclString(latestName(image))}`,
    "  most_recent = true",
    "}",
    "",
    ...server("data.opentelekomcloud_images_image_v2.image.id", ["", "  # A promotion gives the name to another id: without this, every server would be replaced.", "  lifecycle {", "    ignore_changes = [block_device]", "  }"]),
  ];
  const byId = ['variable "image_id" {', "  type        = string", `  description = ${hclString(`Id of one build of ${image.name}; it never changes.`)}`, "}", "", ...server("var.image_id", [])];
  return [
    { key: "name", code: [...provider, "", ...byName].join("\n") },
    { key: "version", code: [...provider, "", ...byId].join("\n") },
  ];
}

/** User-data for the image's own login user (cloud-init's `#cloud-config`). */
export function cloudInitSnippets({ loginUser }: UsableImage): Snippet[] {
  return [
    {
      key: "userData",
      code: [
        "#cloud-config",
        "hostname: server-1",
        "ssh_authorized_keys:",
        "  - ssh-ed25519 KEY you@example.org",
        "package_update: true",
        "package_upgrade: true",
        "package_reboot_if_required: true",
        "timezone: Etc/UTC",
        "chpasswd:",
        "  expire: false",
        "  users:",
        `    - name: ${yamlString(loginUser)}`,
        "      password: HASH",
      ].join("\n"),
    },
  ];
}
