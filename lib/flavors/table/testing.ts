/** For tests: reads CSV as RFC 4180 §2 describes it, as records by the names of the header. Throws for anything else. */
export function parseCsv(text: string): Record<string, string>[] {
  const records: string[][] = [];
  let fields: string[] = [];
  const field = /("(?:[^"]|"")*"|[^",\r\n]*)(,|\r\n)/gy;
  while (field.lastIndex < text.length) {
    const at = field.lastIndex;
    const found = field.exec(text);
    if (!found) throw new Error(`No CSV at ${at}: ${text.slice(at, at + 40)}`);
    const [, content = "", end] = found;
    fields.push(content.startsWith('"') ? content.slice(1, -1).replaceAll('""', '"') : content);
    if (end === ",") continue;
    records.push(fields);
    fields = [];
  }
  const [header = [], ...rest] = records;
  return rest.map((record) => {
    if (record.length !== header.length) throw new Error(`${record.length} fields instead of ${header.length}: ${record.join(",")}`);
    return Object.fromEntries(header.map((name, at) => [name, record[at] ?? ""]));
  });
}
