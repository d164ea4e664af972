/** A frame that runs what it is told, for the control page. */
addEventListener('message', async (event: MessageEvent<string>) => {
  try {
    const result: unknown = await new Function(`return (async () => { ${event.data} })()`)();
    parent.postMessage(String(result), '*');
  } catch (error) {
    parent.postMessage(`error: ${error}`, '*');
  }
});
