"use client";

/** Names that a field suggests. A client component, so that a thousand names stand once in what the page carries for React, as text. */
export function NameList({ id, names }: { id: string; names: string[] }) {
  return (
    <datalist id={id}>
      {names.map((name) => (
        <option key={name}>{name}</option>
      ))}
    </datalist>
  );
}
