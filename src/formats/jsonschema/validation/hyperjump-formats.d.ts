/** Registers the checks of formats; it has no exports and brings no types. */
declare module "@hyperjump/json-schema/formats";
