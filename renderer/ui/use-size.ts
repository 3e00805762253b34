import { useEffect, useState, type RefObject } from 'react';

export interface Size {
  readonly width: number;
  readonly height: number;
}

const unknown: Size = { width: 0, height: 0 };

/** Size of an element's content box in px, kept up to date; 0 by 0 until it is drawn. */
export function useSize(element: RefObject<HTMLElement | null>): Size {
  const [size, setSize] = useState(unknown);
  useEffect(() => {
    const { current } = element;
    if (current === null || typeof ResizeObserver === 'undefined') return undefined;
    const observer = new ResizeObserver(() =>
      setSize(({ width, height }) =>
        width === current.clientWidth && height === current.clientHeight
          ? { width, height }
          : { width: current.clientWidth, height: current.clientHeight },
      ),
    );
    observer.observe(current);
    return () => observer.disconnect();
  }, [element]);
  return size;
}
