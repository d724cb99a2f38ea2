package till;

/** A tax rate in hundredths of a percent: 7.5 percent are 750. */
record Rate(int hundredths) {
  /** Reads a rate in percent, such as 7, 7.5 or 19.25. */
  static Rate parse(String percent) {
    int point = percent.indexOf('.');
    if (point < 0) return new Rate(Integer.parseInt(percent) * 100);
    int whole = Integer.parseInt(percent.substring(0, point));
    int fraction = Integer.parseInt(percent.substring(point + 1));
    return new Rate(whole * 100 + fraction);
  }
}
