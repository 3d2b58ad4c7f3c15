import type download from "../../../messages/en/download.json";
import type verify from "../../../messages/en/verify.json";

/** The words of a verified download in the language of the page, with the reasons that a check may give. */
export type DownloadWords = (typeof download)["client"] & { reasons: (typeof verify)["client"]["reasons"] };
