import { scaleBand, scaleLinear } from "d3-scale";
import { useId } from "react";

/** Drawn on the server. Across, places are shares of the width, so that text keeps its size on every screen. */
const HEIGHT = 168;
/** Room for half a line of text above the highest tick and below the lowest, and for the labels. */
const ABOVE = 10;
const BELOW = 26;
const TICKS = 4;
/** Room for the words of the scale, "elfu 100" for one. */
const SCALE_WIDTH = 50;
/** A label takes as much room as so many of thirty bars on the narrowest phone. */
const LABEL_EVERY = 7;

export type Bar = {
  key: string;
  /** Below the bar, where there is room. */
  label: string;
  /** What the bar says in words; browsers show it where it is pointed at. */
  title: string;
  /** From the bottom up. */
  parts: { value: number; className: string }[];
};

const totalOf = ({ parts }: Bar) => parts.reduce((sum, { value }) => sum + value, 0);

/**
 * Bars over days, the last one today. A picture with `summary` as its name: the figures stand in a table
 * beside it, for whoever cannot see it.
 */
export function BarChart({
  bars,
  summary,
  formatTick,
}: {
  bars: Bar[];
  summary: string;
  formatTick: (value: number) => string;
}) {
  const id = useId();
  const across = scaleBand()
    .domain(bars.map(({ key }) => key))
    .range([0, 100])
    .paddingInner(0.3);
  const up = scaleLinear()
    .domain([0, Math.max(TICKS, ...bars.map(totalOf))])
    .nice(TICKS)
    .range([HEIGHT, 0]);
  const ticks = up.ticks(TICKS).filter(Number.isInteger);
  return (
    <div className="flex gap-2 text-xs tabular-nums">
      <Scale ticks={ticks} up={up} formatTick={formatTick} />
      <svg
        role="img"
        aria-labelledby={id}
        height={ABOVE + HEIGHT + BELOW}
        className="w-0 grow overflow-visible"
      >
        <title id={id}>{summary}</title>
        <svg y={ABOVE} className="overflow-visible">
          {ticks.map((tick) => (
            <line
              key={tick}
              x1="0"
              x2="100%"
              y1={up(tick)}
              y2={up(tick)}
              className={tick === 0 ? "stroke-input" : "stroke-border"}
            />
          ))}
          {bars.map((bar) => (
            <Column
              key={bar.key}
              bar={bar}
              x={across(bar.key) ?? 0}
              width={across.bandwidth()}
              up={up}
            />
          ))}
          <DayLabels bars={bars} middleOf={(key) => (across(key) ?? 0) + across.bandwidth() / 2} />
        </svg>
      </svg>
    </div>
  );
}

/** One bar with its parts on top of each other; without any, the place to point at. */
function Column({
  bar,
  x,
  width,
  up,
}: {
  bar: Bar;
  x: number;
  width: number;
  up: (value: number) => number;
}) {
  const places = bar.parts.map(({ value, className }, n) => {
    const below = bar.parts.slice(0, n).reduce((sum, part) => sum + part.value, 0);
    return { className, top: up(below + value), bottom: up(below) };
  });
  return (
    <g>
      <title>{bar.title}</title>
      <rect x={`${x}%`} y={0} width={`${width}%`} height={HEIGHT} className="fill-transparent" />
      {places.map(({ className, top, bottom }, n) => (
        <rect
          key={n}
          x={`${x}%`}
          y={top}
          width={`${width}%`}
          height={bottom - top}
          className={className}
        />
      ))}
    </g>
  );
}

/** Every seventh day, counted back from today. */
function DayLabels({ bars, middleOf }: { bars: Bar[]; middleOf: (key: string) => number }) {
  return bars.map(({ key, label }, n) => {
    const fromEnd = bars.length - 1 - n;
    if (fromEnd % LABEL_EVERY !== 0) return null;
    const isToday = fromEnd === 0;
    return (
      <text
        key={key}
        x={`${middleOf(key)}%`}
        y={HEIGHT + 18}
        textAnchor="middle"
        className={isToday ? "fill-foreground font-semibold" : "fill-muted-foreground"}
      >
        {label}
      </text>
    );
  });
}

/** The words of the scale, in a column of their own so that no bar is behind them. */
function Scale({
  ticks,
  up,
  formatTick,
}: {
  ticks: number[];
  up: (value: number) => number;
  formatTick: (value: number) => string;
}) {
  return (
    <svg
      aria-hidden="true"
      width={SCALE_WIDTH}
      height={ABOVE + HEIGHT + BELOW}
      className="shrink-0"
    >
      {ticks.map((tick) => (
        <text
          key={tick}
          x={SCALE_WIDTH}
          y={ABOVE + up(tick) + 4}
          textAnchor="end"
          className="fill-muted-foreground"
        >
          {formatTick(tick)}
        </text>
      ))}
    </svg>
  );
}
