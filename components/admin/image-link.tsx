import { Breakable } from "#components/ui/breakable.tsx";
import { PageLink } from "#components/ui/page-link.tsx";

/** Leads to something of an image, or of one build of it. A long name breaks where a reader expects it, and a version never does. */
export function ImageLink({ href, image, version }: { href: string; image: string; version?: string }) {
  return (
    <PageLink href={href} className="link inline-block min-w-48 font-mono">
      <Breakable text={image} />
      {version && (
        <>
          {" "}
          <span className="whitespace-nowrap">{version}</span>
        </>
      )}
    </PageLink>
  );
}
