import { expect, it } from "vitest";
import { downloadUrlOf, fileOf, filesOf, signatureNameOf } from "./file-names.ts";

it("names every file of a build as the design says", () => {
  const files = filesOf("Standard_Debian_12", "20261123-1");
  expect(files.map(({ fileName, isSigned }) => (isSigned ? [fileName, signatureNameOf(fileName)] : [fileName]).join(" "))).toEqual([
    "Standard_Debian_12-20261123-1.qcow2 Standard_Debian_12-20261123-1.qcow2.asc",
    "Standard_Debian_12-20261123-1.config.tar.gz Standard_Debian_12-20261123-1.config.tar.gz.asc",
    "Standard_Debian_12-20261123-1.qcow2.meta4 Standard_Debian_12-20261123-1.qcow2.meta4.asc",
    "Standard_Debian_12-20261123-1.packages.json Standard_Debian_12-20261123-1.packages.json.asc",
    "Standard_Debian_12-20261123-1.spdx.json Standard_Debian_12-20261123-1.spdx.json.asc",
    "Standard_Debian_12-20261123-1.tests.json Standard_Debian_12-20261123-1.tests.json.asc",
    "Standard_Debian_12-20261123-1.provenance.json Standard_Debian_12-20261123-1.provenance.json.asc",
    "Standard_Debian_12-20261123-1.log.gz",
    "SHA256SUMS SHA256SUMS.asc",
  ]);
  expect(downloadUrlOf("https://x.example", "Standard_Debian_12", "20261123-1", "SHA256SUMS")).toBe("https://x.example/download/Standard_Debian_12/20261123-1/SHA256SUMS");
});

it.each([
  ["../etc", "20261123-1"],
  ["a/b", "20261123-1"],
  ["", "20261123-1"],
  ["-rf", "20261123-1"],
  ["ok", "latest"],
  ["ok", "20261123-0"],
  ["ok", "20261123-1/.."],
])("refuses image %j with version %j", (image, version) => {
  expect(() => fileOf("qcow2", image, version)).toThrow(RangeError);
});
