/** Skills: what the model can learn to do when it needs it, in the open format of SKILL.md. */
@NullMarked
package dev.jackdaw.cli.skills;

import org.jspecify.annotations.NullMarked;
