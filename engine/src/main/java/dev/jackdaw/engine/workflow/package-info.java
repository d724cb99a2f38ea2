/** The language of workflows: steps that pass their results on, checked before anything runs. */
@NullMarked
package dev.jackdaw.engine.workflow;

import org.jspecify.annotations.NullMarked;
