/** Fetches pages from the web and turns them into text a model can read. */
@NullMarked
package dev.jackdaw.tools.web;

import org.jspecify.annotations.NullMarked;
