import type { ReactNode } from "react";
import { Footer } from "./footer.tsx";
import { Header } from "./header.tsx";

/** Header, content, footer: what every page of the portal stands in. Pages for everybody cannot know who is signed in. */
export function Frame({ children, isSignedIn = false }: { children: ReactNode; isSignedIn?: boolean }) {
  return (
    <>
      <Header isSignedIn={isSignedIn} />
      <main id="content" tabIndex={-1} className="mx-auto w-full max-w-[1152px] flex-1 px-4 pt-8 outline-none md:px-8 md:pt-12">
        {children}
      </main>
      <Footer />
    </>
  );
}
