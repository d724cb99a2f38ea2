/** Gemini models of Google Vertex AI, spoken to by the Google Gen AI SDK. */
@NullMarked
package dev.jackdaw.vertex;

import org.jspecify.annotations.NullMarked;
