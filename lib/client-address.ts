/** Request header in which the front tells everything behind it who asked; it removes what clients send under this name. */
export const clientAddressHeader = "x-portal-client";
