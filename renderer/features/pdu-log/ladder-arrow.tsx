import { classes } from '../../ui/classes';
import { ladderSizes, type LadderPlace, type LadderSide, type LadderStep } from './ladder-geometry';
import styles from './ladder-pane.module.css';

const css = classes(styles);

/** Words above and below an arrow need their height; where the rows are lower than that, they stand beside it. */
export const hasLabelsAt = (factor: number): boolean => factor >= 1;

export interface LadderArrowProps {
  readonly step: LadderStep;
  readonly place: LadderPlace;
  readonly side: LadderSide;
  readonly factor: number;
}

/** One row of the drawing on screen. */
export function LadderArrow({ step, place, side, factor }: LadderArrowProps) {
  const height = ladderSizes.row * factor;
  const line = height / 2;
  const [from, to] = step.isFromEsme ? [place.esme, place.smsc] : [place.smsc, place.esme];
  const tip = step.isFromEsme ? -ladderSizes.arrow : ladderSizes.arrow;
  const middle = (place.esme + place.smsc) / 2;
  const beside = { x: place.smsc + 12, y: line + 4 };
  return (
    <svg
      width={place.width}
      height={height}
      className={css('arrow', step.meaning, step.isUnanswered && 'unanswered')}
    >
      <line className={css('lane')} x1={place.esme} x2={place.esme} y1={0} y2={height} />
      <line className={css('lane')} x1={place.smsc} x2={place.smsc} y1={0} y2={height} />
      <text className={css('time')} x={ladderSizes.margin} y={line + 4}>
        {step.time}
      </text>
      <line className={css('line')} x1={from} x2={to} y1={line} y2={line} />
      <path className={css('tip')} d={`M${to} ${line}l${tip} -4v8z`} />
      {side === 'labels' ? null : (
        <>
          <text className={css('label')} x={middle} y={line - 4} textAnchor="middle">
            {step.label}
          </text>
          <text className={css('detail')} x={middle} y={line + 13} textAnchor="middle">
            {step.detail}
          </text>
        </>
      )}
      {side === 'labels' ? (
        <text className={css('detail')} {...beside}>
          {[step.label, step.detail].filter((part) => part !== '').join(' · ')}
        </text>
      ) : null}
      {side === 'trunk' ? (
        <text className={css('trunk')} {...beside}>
          {step.trunk}
        </text>
      ) : null}
    </svg>
  );
}
