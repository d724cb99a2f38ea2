/**
 * What tests and embedders need: scripted model, fakes, strict loopback servers, contract tests.
 */
@NullMarked
package dev.jackdaw.testkit;

import org.jspecify.annotations.NullMarked;
