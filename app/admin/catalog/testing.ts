import { db } from "#lib/db.ts";
import type { Row } from "../testing.ts";

/** The actions of the catalog, for the test of all actions; `subject` is what was made for the test that runs. */
export function catalogRows(actions: typeof import("./actions.ts"), subject: () => { n: number; image: string; issue: string }): Record<keyof typeof actions, Row> {
  const edits = { role: "admin", tooWeak: "releaser" } as const;
  const released = { role: "releaser", tooWeak: "operator" } as const;
  let revision = "1";
  const issueFields = () => ({ slug: subject().issue, intent: "save", title: "An issue", severity: "low", body: "Something.", workaround: "", openedOn: "2026-11-01", resolvedOn: "", [`images:${subject().image}`]: "on" });
  const imageFields = () => ({
    name: subject().image, intent: "save", summary: "Changed", description: "Changed.", loginUser: "linux", architecture: "x86_64", firmware: "bios", minDiskGib: "4", minRamMib: "512", recipe: "", state: "active", retiredOn: "", replacement: "",
    promotionPolicy: "manual", retentionDays: "730", refreshDays: "31", "capabilities:kvm": "on",
  });
  const familyFields = () => ({ intent: "save", title: "Changed", description: "Changed.", hypervisor: "kvm", architecture: "x86_64", firmware: "", localDisks: "0", gpu: "", "demands:kvm": "on", "features:liveMigration": "on" });
  const sizeFields = () => ({ family: "s2", intent: "save", vcpus: "2", ramMib: "8192", diskGib: "" });
  const capabilityFields = () => ({ intent: "save", title: "Changed", description: "Changed.", glanceValue: "true" });
  const findRevision = async (row: Promise<{ revision: number }>) => {
    revision = String((await row).revision);
  };
  return {
    makeIssue: { act: actions.makeIssue, ...released, fields: () => ({ ...issueFields(), slug: `made-${subject().n}` }) },
    changeIssue: { act: actions.changeIssue, ...released, fields: () => ({ ...issueFields(), title: "Changed", revision: "1" }) },
    resolveOrReopenIssue: { act: actions.resolveOrReopenIssue, ...released, fields: () => ({ slug: subject().issue, revision: "1", to: "resolved" }) },
    takeOwnIssue: { act: actions.takeOwnIssue, ...released, fields: () => ({ slug: "vendor-ubuntu", revision }), before: () => findRevision(db.knownIssue.findUniqueOrThrow({ where: { slug: "vendor-ubuntu" } })) },
    makeImage: { act: actions.makeImage, ...edits, fields: () => ({ ...imageFields(), name: `Standard_Made_${subject().n}`, distribution: "debian-12" }) },
    changeImage: { act: actions.changeImage, ...edits, fields: () => ({ ...imageFields(), revision: "1" }) },
    takeOwnImage: { act: actions.takeOwnImage, ...edits, fields: () => ({ name: "Standard_Debian_13", revision }), before: () => findRevision(db.image.findUniqueOrThrow({ where: { name: "Standard_Debian_13" } })) },
    makeFamily: { act: actions.makeFamily, ...edits, fields: () => ({ ...familyFields(), name: `z${subject().n}` }) },
    changeFamily: { act: actions.changeFamily, ...edits, fields: () => ({ ...familyFields(), name: "s3", revision }), before: () => findRevision(db.flavorFamily.findUniqueOrThrow({ where: { name: "s3" } })) },
    takeOwnFamily: { act: actions.takeOwnFamily, ...edits, fields: () => ({ name: "s3", revision }), before: () => findRevision(db.flavorFamily.findUniqueOrThrow({ where: { name: "s3" } })) },
    makeSize: { act: actions.makeSize, ...edits, fields: () => ({ ...sizeFields(), name: `s2.made${subject().n}` }) },
    changeSize: { act: actions.changeSize, ...edits, fields: () => ({ ...sizeFields(), name: "s2.medium.4", revision }), before: () => findRevision(db.flavor.findUniqueOrThrow({ where: { name: "s2.medium.4" } })) },
    takeOwnSize: { act: actions.takeOwnSize, ...edits, fields: () => ({ name: "s2.medium.4", revision }), before: () => findRevision(db.flavor.findUniqueOrThrow({ where: { name: "s2.medium.4" } })) },
    makeCapability: { act: actions.makeCapability, ...edits, fields: () => ({ ...capabilityFields(), key: `x-made-${subject().n}`, glanceProperty: `__support_made_${subject().n}` }) },
    changeCapability: { act: actions.changeCapability, ...edits, fields: () => ({ ...capabilityFields(), key: "kvm-fpga", glanceProperty: "__support_kvm_fpga_type", revision }), before: () => findRevision(db.capability.findUniqueOrThrow({ where: { key: "kvm-fpga" } })) },
    takeOwnCapability: { act: actions.takeOwnCapability, ...edits, fields: () => ({ key: "kvm-fpga", revision }), before: () => findRevision(db.capability.findUniqueOrThrow({ where: { key: "kvm-fpga" } })) },
  };
}

/** What these actions could have changed: the database counts every change of a row. */
export async function catalogState() {
  const tables = [db.image, db.flavorFamily, db.flavor, db.capability, db.knownIssue];
  const counts = await Promise.all(tables.map((table) => (table as typeof db.image).aggregate({ _sum: { revision: true }, _count: true })));
  return { counts, scopes: await db.knownIssueScope.findMany({ orderBy: { id: "asc" } }) };
}
