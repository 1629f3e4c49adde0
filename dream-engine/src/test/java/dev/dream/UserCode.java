package dev.dream;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** A class {@code Use} as a user may write it. */
public final class UserCode extends SimpleJavaFileObject {

  private final String code;

  private UserCode(String code) {
    super(URI.create("string:///Use.java"), Kind.SOURCE);
    this.code = code;
  }

  /** Compiles it and returns what the compiler refuses. */
  public static List<String> errors(String source, Path output) {
    var compiler = ToolProvider.getSystemJavaCompiler();
    var diagnostics = new DiagnosticCollector<JavaFileObject>();
    var options =
        List.of("-proc:none", "-cp", System.getProperty("java.class.path"), "-d", "" + output);
    compiler.getTask(null, null, diagnostics, options, null, List.of(new UserCode(source))).call();
    return diagnostics.getDiagnostics().stream()
        .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
        .map(diagnostic -> diagnostic.getMessage(Locale.ROOT))
        .toList();
  }

  @Override
  public CharSequence getCharContent(boolean ignoreEncodingErrors) {
    return code;
  }
}
