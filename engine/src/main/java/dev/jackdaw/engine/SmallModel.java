package dev.jackdaw.engine;

import dev.jackdaw.api.Model;
import java.util.function.Supplier;

/**
 * A model for small jobs beside the task, made only when there is one.
 *
 * @param name what it is called should it be impossible to make
 */
public record SmallModel(String name, Supplier<Model> model) {}
