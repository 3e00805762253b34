import { Bookmark } from 'lucide-react';
import { useState } from 'react';
import { MAX_NOTE_LENGTH } from '#shared/contract/pdu-log';
import type { PduDetail } from '#shared/model/pdu-row';
import { Button } from '../../ui/button';
import { TextArea } from '../../ui/text-area';
import { Part } from './explanation-part';

export interface PduNoteProps {
  readonly detail: PduDetail;
  readonly onChange: (change: { readonly note?: string; readonly isMarked?: boolean }) => void;
}

/** A person's note and mark on a PDU; kept beside the capture. */
export function PduNote({ detail, onChange }: PduNoteProps) {
  const [typed, setTyped] = useState(detail.note);
  const [seen, setSeen] = useState(detail.note);
  if (seen !== detail.note) {
    setSeen(detail.note);
    setTyped(detail.note);
  }
  return (
    <Part title="Note">
      <TextArea
        label="Note on this PDU"
        value={typed}
        rows={2}
        maxLength={MAX_NOTE_LENGTH}
        spellCheck
        onChange={(event) => setTyped(event.target.value)}
        onBlur={() => {
          if (typed !== detail.note) onChange({ note: typed });
        }}
      />
      <div>
        <Button
          icon={<Bookmark size={14} />}
          aria-pressed={detail.row.isMarked}
          onClick={() => onChange({ isMarked: !detail.row.isMarked })}
        >
          {detail.row.isMarked ? 'Marked' : 'Mark'}
        </Button>
      </div>
    </Part>
  );
}
