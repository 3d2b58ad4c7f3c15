import { expect, test } from "vitest";
import { toCsv, toField } from "./csv.ts";
import { parseCsv } from "./testing.ts";

test.each([
  ["s2", "s2"],
  ["", ""],
  ["a, b", '"a, b"'],
  ['say "no"', '"say ""no"""'],
  ["two\nlines", '"two\nlines"'],
  ["=1+1", "'=1+1"],
  ["+49", "'+49"],
  ["-1", "'-1"],
  ["@SUM(A1)", "'@SUM(A1)"],
  ["\t=1", "'\t=1"],
  ["\r=1", "\"'\r=1\""],
  ['=HYPERLINK("http://x","y")', "\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\""],
  ["a-b=c", "a-b=c"],
])("%j is the field %j", (text, field) => expect(toField(text)).toBe(field));

test("a hostile name of the catalog neither breaks a record nor begins a formula", () => {
  const name = '=cmd|"/c calc"!A0,\r\nx';
  const csv = toCsv(
    {
      capabilities: [], coexistence: [], evidence: [],
      families: [{ name: "s2", title: "", description: "", hypervisor: "kvm", demands: 0, architecture: "x86_64", firmware: null, sizes: [], liveMigration: true, srIov: false, localDisks: 0, gpu: null, infiniband: false }],
      images: [{ name, category: "Standard", isRetired: false, distribution: { slug: "x", family: "X", name: "X", monogram: "X", monogramColor: "#000000" }, capabilities: 0, architecture: "x86_64", firmware: "bios", minDiskGib: 1, minRamMib: 1 }],
    },
    "https://images.example",
  );
  expect(parseCsv(csv)).toMatchObject([{ image: `'${name}`, family: "s2", supported: "yes" }]);
  expect(csv.split("\r\n")[0]).toBe("image,category,state,distribution,architecture,firmware,family,hypervisor,supported,reasons,tested_flavor,tested_version,tested_verdict,tested_at,tests_url");
});
