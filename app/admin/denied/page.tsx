import type { Metadata } from "next";
import { PageHead } from "#components/admin/page-head.tsx";
import { PageLink } from "#components/ui/page-link.tsx";

export const metadata: Metadata = { title: "Not for your account", robots: { index: false } };

export default function DeniedPage() {
  return (
    <PageHead
      title="Not for your account"
      lead={
        <>
          None of your roles opens this page. Ask an admin of this portal to give you one.{" "}
          <PageLink href="/images" className="link">
            See the images that are for everybody
          </PageLink>
        </>
      }
    />
  );
}
