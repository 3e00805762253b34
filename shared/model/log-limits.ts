/** Sessions that are named of each capture. */
export const MAX_LISTED_SESSIONS = 20;
