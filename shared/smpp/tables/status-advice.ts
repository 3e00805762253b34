import type { StatusOrigin } from './statuses';

/** What usually lies behind a command_status, and what to try; each entry is a sentence for the screen. */
export interface StatusAdvice {
  readonly causes: readonly string[];
  readonly remedies: readonly string[];
}

type Row = readonly [code: number, causes: readonly string[], remedies: readonly string[]];

const askOperator = 'Ask the operator what the account may do; quote the time, the system ID and this PDU.';
const askForLog = 'Ask the operator for the log of this time; quote the message_id or the sequence_number.';

/**
 * Put together from what SMPP 3.4 section 5.1.3 and 5.0 section 4.7.6 define and from how SMSCs are seen to use the
 * codes. Every code of 3.3, 3.4 and 5.0 has a row, and those of vendors that are known.
 */
const rows: readonly Row[] = [
  [
    0x01,
    [
      'The text is longer than the SMSC takes in short_message.',
      'sm_length is 0 and there is no message_payload, or both carry text.',
    ],
    [
      'Compare sm_length with the octets that follow it.',
      'Send long text in segments (UDH) or in message_payload, as the operator wants it.',
    ],
  ],
  [
    0x02,
    [
      'command_length is not the length of the PDU.',
      'A field is missing or longer than the SMSC allows, often the password or an address.',
    ],
    ['Look for the problem that is marked in the PDU.', 'Shorten the field, or ask which length is taken.'],
  ],
  [
    0x03,
    [
      'The SMSC does not support this command.',
      'The command is not in the SMPP version of this bind: bind_transceiver and data_sm came with 3.4, broadcasts with 5.0.',
    ],
    ['Choose another bind type or version in the trunk.', 'Use submit_sm, which every SMSC takes.'],
  ],
  [
    0x04,
    [
      'The session is bound for the other direction: a receiver sent, or a transmitter was sent to.',
      'The PDU came before the bind was answered, or after an unbind.',
      'The SMSC ended the session on its side and this side has not noticed yet.',
    ],
    ['Compare the bind type of the session with the command.', 'Unbind and bind again.'],
  ],
  [
    0x05,
    [
      'Another program is bound with the same system ID, or the account has used up its binds.',
      'An earlier connection was lost, and the SMSC has not noticed it yet.',
    ],
    [
      'Wait until the SMSC’s own timer ends the old session, mostly some minutes.',
      'Ask how many binds the account may have.',
    ],
  ],
  [
    0x06,
    ['priority_flag is higher than the network of the SMSC knows (0 to 3, 0 to 4 in 5.0).'],
    ['Send priority_flag 0.'],
  ],
  [
    0x07,
    [
      'The account may not ask for receipts, or not for intermediate ones.',
      'registered_delivery has reserved bits set.',
    ],
    ['Send registered_delivery 1 or 0.', askOperator],
  ],
  [
    0x08,
    [
      'Something failed inside the SMSC: a database, a link to the network, an overload.',
      'Some SMSCs answer so to wrong credentials, a bind type that the account may not use, or a route that is missing.',
    ],
    ['Try again later; if it stays the same, it is configuration and not a fault.', askForLog],
  ],
  [
    0x0a,
    [
      'The sender is not registered for this account or destination.',
      'TON and NPI do not fit the sender: 5/0 is for names, 1/1 for international numbers, 3/0 for short codes.',
      'A name is longer than 11 characters, or a number carries “+”.',
      'In a bind_resp (SerwerSMS.pl): this computer’s IP address is not admitted.',
    ],
    [
      'Send from a number or name that the operator has registered.',
      'Check source_addr_ton and source_addr_npi.',
    ],
  ],
  [
    0x0b,
    [
      'The number is not in international form, or it has “+” or 00 in front.',
      'There is no route to this country or network, or the number is barred.',
      'dest_addr_ton and dest_addr_npi do not fit the number (1/1 for international).',
    ],
    [
      'Write the number with its country code and digits only.',
      'Ask the operator whether the account may send there.',
    ],
  ],
  [
    0x0c,
    [
      'The message_id is not known: another case, padding or number base, or the message is too old.',
      'Infobip: a message with this id was there already.',
    ],
    ['Use the message_id exactly as submit_sm_resp gave it.'],
  ],
  [
    0x0d,
    [
      'System ID or password is wrong.',
      'The system type is not the one that the operator expects.',
      'This computer’s IP address is not admitted, the account is closed, or all its binds are in use.',
    ],
    [
      'Enter the credentials again, and mind upper and lower case.',
      'Ask which system type to use, and whether your address is admitted.',
    ],
  ],
  [
    0x0e,
    [
      'The password is wrong.',
      'The password is longer than 8 octets, and one of the two sides cuts it.',
      'The password belongs to a web account or an API and not to SMPP.',
    ],
    ['Enter the password again.', 'Ask for a password of at most 8 characters without accents.'],
  ],
  [
    0x0f,
    [
      'The system ID is wrong, or belongs to another host of the provider.',
      'The account is closed or not yet active.',
    ],
    [
      'Check the system ID, upper and lower case too.',
      'Ask whether the account is active and belongs to this host.',
    ],
  ],
  [
    0x11,
    ['The message has been delivered, has expired, or was never with this SMSC.'],
    ['Ask for its state with query_sm first.'],
  ],
  [
    0x13,
    ['The message has been delivered, has expired, or the addresses do not match the original ones.'],
    ['Ask for its state with query_sm first.', 'Send the same source address as the original message.'],
  ],
  [
    0x14,
    [
      'More messages wait at the SMSC than it takes, for this account or for this destination.',
      'The handset has been off for long, and its queue is full.',
    ],
    ['Send more slowly, and try again later.', 'Ask for the limit and set it as the trunk’s rate.'],
  ],
  [
    0x15,
    ['service_type is not known for this account.'],
    ['Leave service_type empty unless the operator gave you one.'],
  ],
  [
    0x33,
    ['number_of_dests is 0, above 255, or not the number of addresses that follow.'],
    ['Send fewer destinations, or submit_sm for each.'],
  ],
  [
    0x34,
    ['The distribution list does not exist at the SMSC.'],
    ['Check its name; it is kept by the operator.'],
  ],
  [
    0x40,
    ['dest_flag is neither 1 (SME address) nor 2 (distribution list).'],
    ['Look for the problem that is marked in the PDU.'],
  ],
  [0x42, ['The SMSC does not replace, or finds nothing to replace.'], ['Send replace_if_present_flag 0.']],
  [
    0x43,
    [
      'The mode or the type in esm_class is not supported; a mode such as datagram needs an agreement.',
      'UDHI is set where the text has no header.',
    ],
    ['Send esm_class 0x00 for a plain text, 0x40 for one with a user data header.'],
  ],
  [0x44, ['Lists are not taken from this account.'], ['Send to the numbers one by one.']],
  [
    0x45,
    [
      'The SMSC refused the message without a code of its own: credit, routing, content filter or a barred number.',
      'A field that this operator checks has a value that it does not take.',
    ],
    [
      'Send the plainest text to another number: if that works, look at the number, else at the account.',
      askForLog,
    ],
  ],
  [
    0x48,
    ['source_addr_ton does not fit the sender.'],
    ['Use 5 for a name, 1 for an international number, 3 for a short code.'],
  ],
  [0x49, ['source_addr_npi does not fit the sender.'], ['Use 0 for a name or short code, 1 for a number.']],
  [0x50, ['dest_addr_ton is not taken.'], ['Use 1 for an international number.']],
  [0x51, ['dest_addr_npi is not taken.'], ['Use 1 for a number.']],
  [
    0x53,
    ['The system type is not the one that belongs to the account.'],
    ['Ask which one to enter; often it is empty, “SMPP” or “VMA”.'],
  ],
  [0x54, ['replace_if_present_flag is neither 0 nor 1.'], ['Send 0.']],
  [
    0x58,
    [
      'More messages a second than the account may send. Each segment counts as one, and all binds together.',
      'Some SMSCs count per sender or destination.',
    ],
    [
      'Set the trunk’s rate to what was agreed.',
      'Trunkline slows down and sends the message again; nothing is lost.',
    ],
  ],
  [
    0x61,
    ['schedule_delivery_time is not 16 characters, or lies too far ahead.'],
    ['Leave it empty, or use YYMMDDhhmmsstnnp.'],
  ],
  [
    0x62,
    ['validity_period is not 16 characters, in the past, or longer than the SMSC keeps messages.'],
    ['Leave it empty, or ask for the longest period.'],
  ],
  [0x63, ['sm_default_msg_id names no message of the SMSC.'], ['Send 0.']],
  [
    0x64,
    ['The receiving application could not take the message now: it is busy or its store is full.'],
    ['The sender keeps the message and tries again; see why this side could not take it.'],
  ],
  [
    0x65,
    ['The receiving application will never take this message.'],
    ['Do not send it again; see why it was refused.'],
  ],
  [0x66, ['The receiving application refused this one message.'], ['See why it was refused.']],
  [
    0x67,
    [
      'The message is not known any more, or the SMSC does not offer query_sm.',
      'smpp.io: the quota is used up.',
    ],
    [
      'Use the message_id exactly as submit_sm_resp gave it.',
      'Ask for receipts instead of querying.',
      'Check the quota of the account.',
    ],
  ],
  [
    0xc0,
    ['The TLVs cannot be read: a length runs over the end of the PDU.'],
    ['Look for the problem that is marked in the PDU.'],
  ],
  [0xc1, ['The SMSC takes this TLV not in this command, or not from this account.'], ['Leave the TLV out.']],
  [
    0xc2,
    ['A TLV is longer or shorter than its definition.'],
    ['Compare each TLV’s length with its definition.'],
  ],
  [
    0xc3,
    [
      'A TLV that the operator requires is not there, such as the entity and template IDs for India (0x1400, 0x1401).',
    ],
    ['Ask which TLVs are required, and add them under Advanced.'],
  ],
  [
    0xc4,
    ['The value of a TLV is not one that is known or registered.'],
    ['Check the values of the TLVs against what was agreed.'],
  ],
  [
    0xfe,
    ['The network could not deliver the message while the sender waited.'],
    ['Try again later, or send in store-and-forward mode.'],
  ],
  [
    0xff,
    ['The SMSC has no code for what went wrong.', 'Infobip: no balance.'],
    ['Check the credit of the account.', askForLog],
  ],
  [0x100, ['The account may not use this service_type.'], ['Leave service_type empty.', askOperator]],
  [0x101, ['The account may not use this command.'], [askOperator]],
  [0x102, ['The service behind service_type is down.'], ['Try again later.']],
  [0x103, ['The service does not take this content.'], ['Leave service_type empty, or change the text.']],
  [
    0x104,
    ['The SMSC does not take this alphabet.'],
    ['Send data_coding 0 or 8, or set the trunk’s alphabets as the operator says.'],
  ],
  [
    0x55,
    ['query_last_msgs asks for no message, or for more than the SMSC lists.'],
    ['Ask for 1 to 100 messages.'],
  ],
  [
    0x105,
    ['source_addr_subunit has a value that the SMSC does not know, or none is to be there.'],
    ['Leave the TLV out; 0 to 4 are defined.'],
  ],
  [
    0x106,
    ['dest_addr_subunit has a value that the SMSC does not know, or none is to be there.'],
    ['Leave the TLV out; 0 to 4 are defined.'],
  ],
  [
    0x107,
    ['broadcast_frequency_interval has a unit or a count that the SMSC does not take.'],
    ['Send three octets: the unit, and how many of it; a longer interval may be taken.'],
  ],
  [
    0x108,
    ['The area is named by an alias that the SMSC does not know.'],
    ['Ask the operator for the names of areas.'],
  ],
  [
    0x109,
    ['The first octet of broadcast_area_identifier says a format that the SMSC does not take.'],
    ['Name the area by its alias (format 0), which is taken most often.'],
  ],
  [
    0x10a,
    ['There are more areas in the broadcast than the SMSC takes, or none.'],
    ['Send one broadcast for each area.'],
  ],
  [
    0x10b,
    ['broadcast_content_type has a network or a type that the SMSC does not take.'],
    ['Compare both with what the operator broadcasts.'],
  ],
  [0x10c, ['broadcast_message_class is not 0 to 3, or the SMSC takes none.'], ['Leave the TLV out.']],
  [
    0x110,
    ['broadcast_rep_num is larger than the SMSC takes, or 0 where it wants an end.'],
    ['Send a number of repeats and a validity_period.'],
  ],
  [
    0x111,
    ['broadcast_service_group names a group that the SMSC does not know.'],
    ['Ask the operator for the groups, or leave the TLV out.'],
  ],
  [
    0x112,
    ['broadcast_channel_indicator is not 0 or 1, or the SMSC has only the basic channel.'],
    ['Leave the TLV out: the basic channel is the default.'],
  ],
  [
    0x10d,
    ['The broadcast could not be made, in one area at least.'],
    ['See broadcast_error_status for each area.'],
  ],
  [0x10e, ['The broadcast is not known.'], ['Use the message_id exactly as broadcast_sm_resp gave it.']],
  [0x10f, ['The broadcast is over or not known.'], ['Ask for its state with query_broadcast_sm first.']],
  [
    0x22,
    ['Infobip: the network of the destination is not covered.'],
    ['Ask the operator whether the account may send there.'],
  ],
  [
    0x9f,
    ['Infobip: the length of an optional parameter is wrong.'],
    ['Compare each TLV’s length with its definition.'],
  ],
  [
    0x400,
    ['BulkSMS: the prepaid credit is used up, or the credit limit is reached.'],
    ['Check the credit of the account.'],
  ],
  [0x401, ['BulkSMS lists this code without saying what it means.'], ['Ask BulkSMS.']],
  [0x40b, ['SerwerSMS.pl (ESME_RINVBALANCE): not enough credit.'], ['Check the credit of the account.']],
  [
    0x4a1,
    ['Infobip: a system error, or the channel is disabled.'],
    ['Ask Infobip whether the account is active.'],
  ],
];

const byCode: ReadonlyMap<number, StatusAdvice> = new Map(
  rows.map(([code, causes, remedies]) => [code, { causes, remedies }]),
);

const ofVendors: StatusAdvice = {
  causes: [
    'A code of this SMSC’s maker or operator; the specification gives it no meaning (0x400 to 0x4FF).',
  ],
  remedies: ['Look it up in the operator’s documentation, or ask.'],
};
const ofNobody: StatusAdvice = {
  causes: ['The specification reserves this code; it is the SMSC’s own, or the PDU was not read right.'],
  remedies: ['Look it up in the operator’s documentation, or ask.'],
};
/** Of codes that name one thing, without a usual cause beyond it. */
const ofOlder: StatusAdvice = {
  causes: [
    'A code of products before SMPP 3.4, for provisioning or paging; 3.4 reserves it. Some SMSCs give it a meaning of their own.',
  ],
  remedies: ['Ask the operator what the code means there; quote the PDU that it answers.'],
};

/** Null for 0, which needs none; `since` says what names the code, and is left out where nothing does. */
export function statusAdvice(code: number, since?: StatusOrigin): StatusAdvice | null {
  if (code === 0) return null;
  const own = byCode.get(code);
  if (own !== undefined) return own;
  if (since === 'older') return ofOlder;
  return code >= 0x400 && code <= 0x4ff ? ofVendors : ofNobody;
}
