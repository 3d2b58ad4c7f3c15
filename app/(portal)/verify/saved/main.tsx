import { createRoot } from "react-dom/client";
import { SavedVerifier } from "#components/verify/saved/saved-verifier.tsx";
import type { SavedPage } from "#lib/saved-page/schema.ts";

// The program of the verify page as one file. What it shows and the keys that it trusts stand in the document.
const page = JSON.parse(document.querySelector("#page")?.textContent ?? "null") as SavedPage;
const root = document.querySelector("#root");
if (root) createRoot(root).render(<SavedVerifier {...page} />);
