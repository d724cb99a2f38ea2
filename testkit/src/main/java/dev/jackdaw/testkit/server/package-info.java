/**
 * Model providers on loopback: they refuse what the real services refuse, in the same words and
 * with the same status, and can be told to break in every way a network can.
 */
@NullMarked
package dev.jackdaw.testkit.server;

import org.jspecify.annotations.NullMarked;
