import { cache } from "react";

/** The time at which the present request is answered: one for a whole page, so that its ages agree. */
export const requestTime = cache(() => new Date());
