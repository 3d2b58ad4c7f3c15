import type { BaseImage, DemoImage } from "./schema.ts";

type Variant = Pick<DemoImage, "category"> & Partial<Pick<DemoImage, "architecture" | "firmware" | "minDiskGib" | "minRamMib" | "capabilities">> & { suffix: string; what: string };

const kvm = ["kvm"];

// What distributors and clouds really offer beside the plain server of a release.
const variants: Variant[] = [
  { suffix: "_uefi", what: "with UEFI", category: "Standard", firmware: "uefi" },
  { suffix: "_arm64_uefi", what: "for ARM servers", category: "Standard", architecture: "aarch64", firmware: "uefi" },
  { suffix: "_BMS", what: "for whole servers", category: "Standard", capabilities: ["bare-metal"], minDiskGib: 20, minRamMib: 4_096 },
  { suffix: "_V100", what: "with the V100 driver", category: "Standard", capabilities: ["kvm-gpu-v100"], minDiskGib: 20, minRamMib: 8_192 },
  { suffix: "_P100", what: "with the P100 driver", category: "Standard", capabilities: ["kvm-gpu-p100"], minDiskGib: 20, minRamMib: 8_192 },
  { suffix: "_Xen", what: "for Xen hosts", category: "Standard", capabilities: ["xen", "kvm"] },
  { suffix: "_SRIOV", what: "for SR-IOV flavors", category: "Standard", capabilities: ["xen", "kvm", "high-performance", "disk-intensive"] },
  { suffix: "_InfiniBand", what: "for InfiniBand clusters", category: "Enterprise", capabilities: ["kvm", "infiniband"], minRamMib: 8_192 },
  { suffix: "_SAPHANA", what: "laid out for SAP HANA", category: "Enterprise", capabilities: ["xen-hana"], minDiskGib: 96, minRamMib: 131_072 },
  { suffix: "_Hardened_CIS", what: "hardened by the CIS benchmark", category: "Enterprise", firmware: "uefi" },
  { suffix: "_Next", what: "of the coming release", category: "Beta", firmware: "uefi" },
];

const purposes: [suffix: string, what: string][] = [
  ["Docker", "with Docker"], ["Podman", "with Podman"], ["Kubernetes_1.34_Node", "as a Kubernetes 1.34 node"], ["Kubernetes_1.33_Node", "as a Kubernetes 1.33 node"],
  ["PostgreSQL_18", "with PostgreSQL 18"], ["PostgreSQL_17", "with PostgreSQL 17"], ["MariaDB_11.8", "with MariaDB 11.8"], ["Valkey_8", "with Valkey 8"],
  ["nginx", "with nginx"], ["HAProxy_3.2", "with HAProxy 3.2"], ["Apache_PHP_8.4", "with Apache and PHP 8.4"], ["OpenJDK_25", "with OpenJDK 25"], ["OpenJDK_21", "with OpenJDK 21"],
  ["Node_24", "with Node.js 24"], ["Python_3.14", "with Python 3.14"], ["GitLab_Runner", "as a GitLab runner"], ["Forgejo", "with Forgejo"], ["Prometheus", "with Prometheus"],
  ["Grafana_Loki", "with Grafana and Loki"], ["OpenSearch_3", "with OpenSearch 3"], ["Kafka_4", "with Kafka 4"], ["RabbitMQ_4", "with RabbitMQ 4"], ["Keycloak_26", "with Keycloak 26"],
  ["WireGuard_Gateway", "as a WireGuard gateway"], ["FreeIPA", "with FreeIPA"], ["Samba_AD", "as a Samba domain controller"], ["Ceph_Client", "with a Ceph client"], ["Slurm_Node", "as a Slurm node"],
  ["JupyterHub", "with JupyterHub"], ["Desktop_XRDP", "with a remote desktop"],
  ["High_Availability_Cluster_Node_with_Pacemaker_and_DRBD", "as a node of a Pacemaker cluster with replicated disks"],
];

const communityVariants: Variant[] = purposes.flatMap(([suffix, what], at): Variant[] => [
  { suffix: `_${suffix}`, what, category: at % 5 === 4 ? "Vendor" : "Community", minDiskGib: 8, minRamMib: 1_024 },
  { suffix: `_${suffix}_arm64_uefi`, what: `${what}, for ARM servers`, category: at % 5 === 4 ? "Vendor" : "Community", architecture: "aarch64", firmware: "uefi", minDiskGib: 8, minRamMib: 1_024 },
]);

/** `count` made-up images shaped after `bases`, of every distribution early on; the names are those that such images have. */
export function planImages(bases: BaseImage[], count: number): DemoImage[] {
  const taken = new Set(bases.map(({ name }) => name));
  const planned: DemoImage[] = [];
  for (let round = 1; planned.length < count; round += 1) {
    for (const variant of [...variants, ...communityVariants]) {
      for (const base of bases) {
        if (planned.length === count) return planned;
        const image = shape(base, variant, round);
        if (!taken.has(image.name)) planned.push(image);
        taken.add(image.name);
      }
    }
  }
  return planned;
}

function shape({ name, distributionId, distribution, loginUser }: BaseImage, variant: Variant, round: number): DemoImage {
  const { suffix, what, category, architecture = "x86_64", firmware = "bios", minDiskGib = 4, minRamMib = 512, capabilities = kvm } = variant;
  const series = round === 1 ? "" : `_series${round}`;
  const stem = name.slice(name.indexOf("_") + 1).replace(/_(?:arm64|amd64)?_?uefi$/, "");
  return {
    name: `${category}_${stem}${suffix}${series}`, category, distributionId, loginUser, architecture, firmware, minDiskGib, minRamMib, capabilities,
    summary: `${distribution} ${what}`,
  };
}
