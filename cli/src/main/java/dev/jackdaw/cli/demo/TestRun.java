package dev.jackdaw.cli.demo;

import java.time.Duration;

/**
 * What came of running the project's tests.
 *
 * @param output what they printed, without the line break at the end
 */
record TestRun(boolean passed, String output, Duration took) {}
