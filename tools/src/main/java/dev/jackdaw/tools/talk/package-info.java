/** Tools that only talk: to the person, to a sub-agent, or to the model's own future self. */
@NullMarked
package dev.jackdaw.tools.talk;

import org.jspecify.annotations.NullMarked;
