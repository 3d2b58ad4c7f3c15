import type { Metadata } from "next";

export const metadata: Metadata = { title: "Not for your account", robots: { index: false } };

export default function DeniedPage() {
  return (
    <>
      <h1 className="text-2xl font-semibold tracking-[-0.02em]">Not for your account</h1>
      <p className="mt-2 max-w-[60ch] text-soft">None of your roles opens this page. Ask an admin of this portal to give you one.</p>
    </>
  );
}
