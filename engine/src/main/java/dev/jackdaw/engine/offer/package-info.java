/**
 * What a model is offered: its tools in one order and one spelling, and those behind a search whose
 * schemas would fill its window.
 */
@NullMarked
package dev.jackdaw.engine.offer;

import org.jspecify.annotations.NullMarked;
