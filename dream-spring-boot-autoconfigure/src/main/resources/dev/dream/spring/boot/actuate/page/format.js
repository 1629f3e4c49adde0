/** Numbers and times as people read them. */

const NUMBER = new Intl.NumberFormat(undefined, {maximumFractionDigits: 1});

export function number(value) {
  return value == null ? "" : NUMBER.format(value);
}

/** Shows a duration in its two greatest units. */
export function duration(millis) {
  if (millis == null) {
    return "";
  }
  if (millis < 1000) {
    return `${Math.round(millis)} ms`;
  }
  const seconds = millis / 1000;
  if (seconds < 60) {
    return `${NUMBER.format(seconds)} s`;
  }
  const units = [[86400, "d"], [3600, "h"], [60, "min"], [1, "s"]];
  const first = units.findIndex(([length]) => seconds >= length);
  const [length, unit] = units[first];
  const [lesser, lesserUnit] = units[first + 1];
  const rest = Math.floor((seconds % length) / lesser);
  return `${Math.floor(seconds / length)} ${unit}${rest ? ` ${rest} ${lesserUnit}` : ""}`;
}

/** Shows how long ago something was. */
export function age(instant) {
  return instant == null ? "" : duration(Math.max(0, Date.now() - Date.parse(instant)));
}

/** Shows a time of the day. */
export function time(instant) {
  return new Date(instant).toLocaleTimeString();
}

/** Shows a class without its package. */
export function simpleName(type) {
  return type == null ? "" : type.replace(/^.*\.(?=[^.]+$)/, "");
}
