import { revocationReasons, severities } from "#lib/revocations/schema.ts";

export const reasonWords: Record<(typeof revocationReasons)[number], string> = {
  vulnerability: "A vulnerability",
  defect: "A defect",
  compromised_key: "A compromised signing key",
  licensing: "Its licences",
  wrong_content: "Wrong content",
  other: "Something else",
};
export const severityWords: Record<(typeof severities)[number], string> = { low: "Low", medium: "Medium", high: "High", critical: "Critical" };

/** The fields of the form that revokes a build; what follows latest is the first proposal for a replacement. */
export function revocationFields(versions: string[], proposed: string | undefined) {
  return [
    { name: "reason", label: "Reason", required: true, options: [{ value: "", label: "Choose …" }, ...revocationReasons.map((value) => ({ value, label: reasonWords[value] }))] },
    { name: "severity", label: "How bad is it?", required: true, options: [{ value: "", label: "Choose …" }, ...severities.map((value) => ({ value, label: severityWords[value] }))] },
    { name: "explanation", label: "What is wrong", required: true, rows: 3, maxLength: 2000, hint: "A sentence or two. Customers read it." },
    {
      name: "replacementVersion",
      label: "What its users should take instead",
      defaultValue: proposed,
      options: [{ value: "", label: "No replacement" }, ...versions.map((version) => ({ value: version, label: version }))],
    },
  ];
}
