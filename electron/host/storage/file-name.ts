/** The message store's file in the data folder. */
export const MESSAGES_FILE_NAME = 'messages.sqlite';
