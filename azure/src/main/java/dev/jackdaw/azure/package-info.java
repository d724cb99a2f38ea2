/** Models of Azure OpenAI: its Responses API, spoken by OpenAI's SDK. */
@NullMarked
package dev.jackdaw.azure;

import org.jspecify.annotations.NullMarked;
