import { Field } from "./field.tsx";
import { FilterBar } from "./filter-bar.tsx";

/** Finds users by a part of what they are called. */
export function UserFilter({ q }: { q: string }) {
  return (
    <FilterBar action="/admin/users" label="Filter the users" submit="Show these users" all={q ? { href: "/admin/users", title: "Show all users" } : null}>
      <Field id="users-q" name="q" label="Name or e-mail" maxLength={128} autoComplete="off" defaultValue={q} errors={[]} />
    </FilterBar>
  );
}
