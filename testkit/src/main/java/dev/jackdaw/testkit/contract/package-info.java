/**
 * What every model, journal and tool must hold to, as tests to extend. An implementer's test class
 * extends one of them and says how to make the thing.
 */
@NullMarked
package dev.jackdaw.testkit.contract;

import org.jspecify.annotations.NullMarked;
