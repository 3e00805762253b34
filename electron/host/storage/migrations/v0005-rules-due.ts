/** Version 5: inbound messages that the rules have not looked at yet, so that a killed process does not pass one over. */
export const v0005RulesDue = `
CREATE TABLE rules_due (
  message_id TEXT PRIMARY KEY REFERENCES messages (id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
`;
