/** Reports sessions as traces and metrics, after OpenTelemetry's conventions for GenAI. */
@NullMarked
package dev.jackdaw.telemetry;

import org.jspecify.annotations.NullMarked;
