import type { Metadata } from "next";
import { CapabilityRows } from "#components/admin/edit/capability-rows.tsx";
import { CatalogHead } from "#components/admin/edit/catalog-head.tsx";
import { CoexistenceList } from "#components/flavors/coexistence-list.tsx";
import { Section } from "#components/ui/section.tsx";
import { isAllowed } from "#lib/auth/rules.ts";
import { admitToPage } from "#lib/auth/session.ts";
import { listCapabilityRows } from "#lib/edits/capabilities/data.ts";
import { groupCoexistence } from "#lib/flavors/coexistence.ts";
import { readCapabilityRules } from "#lib/flavors/data.ts";

export const metadata: Metadata = { title: "Capabilities", robots: { index: false } };

export default async function CapabilitiesPage() {
  const actor = await admitToPage("admin:view", "/admin/catalog/capabilities");
  const [capabilities, rules] = await Promise.all([listCapabilityRows(actor), readCapabilityRules()]);
  return (
    <>
      <CatalogHead part="capabilities" title="Capabilities" lead="What an image can do and a flavor can demand: one bit each, never renumbered." add="Add a capability" mayAdd={isAllowed(actor.roles, "catalog:edit")} />
      <CapabilityRows capabilities={capabilities} />
      <Section id="coexistence" title="What does not stand together" lead="No registered image carries both; an image with both is registered once more. These rules come from the catalog's files.">
        <CoexistenceList groups={groupCoexistence(rules)} />
      </Section>
    </>
  );
}
