/** A word for a POSIX shell: as it is where nothing in it means anything, else in single quotes (POSIX.1-2024, XCU §2.2.2). */
export function shellWord(text: string): string {
  return /^[A-Za-z0-9_./:@%+=,-]+$/.test(text) && !text.startsWith("=") ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

/** An option's value where a word that begins with a hyphen would be read as another option. */
export function shellOption(name: string, value: string): string {
  return value.startsWith("-") ? `${name}=${shellWord(value)}` : `${name} ${shellWord(value)}`;
}

/** A quoted string of HCL: no interpolation happens in it (HCL native syntax, “Template Expressions”). */
export function hclString(text: string): string {
  const escaped = text.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n").replaceAll("\r", "\\r").replaceAll("\t", "\\t");
  return `"${escaped.replaceAll(/[$%](?=\{)/g, (sign) => sign + sign)}"`;
}

/** A string of YAML: JSON's strings are YAML's double-quoted ones (YAML 1.2.2 §1.2). */
export function yamlString(text: string): string {
  return /^[A-Za-z_][A-Za-z0-9_-]*$/.test(text) && !/^(?:y|n|yes|no|on|off|true|false|null)$/i.test(text) ? text : JSON.stringify(text);
}

/** A command over several lines. */
export function command(...parts: string[]): string {
  return parts.join(" \\\n  ");
}
