package dev.dream.message.jackson;

import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Loads the codec, Jackson and the tests' messages once more, and records the name of each class
 * that is asked for, whether it exists or not.
 */
final class RecordingLoader extends ClassLoader {

  private final Set<String> asked = ConcurrentHashMap.newKeySet();

  RecordingLoader() {
    super(RecordingLoader.class.getClassLoader());
  }

  /** Returns the names that were asked for up to now, and forgets them. */
  Set<String> takeAsked() {
    Set<String> names = Set.copyOf(asked);
    asked.clear();
    return names;
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    asked.add(name);
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      if (loaded != null) {
        return loaded;
      }
      return isOurs(name) ? findClass(name) : super.loadClass(name, resolve);
    }
  }

  private static boolean isOurs(String name) {
    return name.startsWith("dev.dream.")
        || name.startsWith("tools.jackson.")
        || name.startsWith("com.fasterxml.");
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
      if (in == null) {
        throw new ClassNotFoundException(name);
      }
      byte[] bytes = in.readAllBytes();
      return defineClass(name, bytes, 0, bytes.length);
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }
}
